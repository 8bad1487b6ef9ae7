"""They connect: adapters in, core decides, adapters out."""
