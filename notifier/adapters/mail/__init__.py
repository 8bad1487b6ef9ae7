"""How mail leaves: a folder, SMTP, or SendGrid, behind one small face."""
