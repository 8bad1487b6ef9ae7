"""The public site's pages: values in, HTML out."""
