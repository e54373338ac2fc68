"""Two officers: two people on duty together see one record of a sealed identity or one protected address, once."""
