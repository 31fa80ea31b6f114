"""Reading hostile mail. Pure: octets in, values out; never raises, whatever the octets are."""
