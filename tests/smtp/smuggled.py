"""The 26 published sequences that some server takes for the end of DATA, and none of which is one."""

SMUGGLED = [
    b"\n.\n", b"\n.\r\n", b"\r\n.\n", b"\r.\r", b"\r.\r\n", b"\r\n.\r", b"\n.\r", b"\r.\n", b"\r\n.\x00\r\n",
    b"\r\n\x00.\r\n", b"\r\n.\r\r\n", b"\r\r\n.\r\r\n", b"\r\n.\n\r", b"\n\n.\r\n", b"\r\n.\n\n", b"\n\r\n.\n",
    b"\r\n \r.\r\n",
    b"\r\n.\x85", b"\r\n.\x0b\r\n", b"\r\n.\x0c\r\n", b"\r\n.\x1a\r\n", b"\r\n. \r\n", b"\r\n.\t\r\n", b"\x00\r\n.\n",
    b"\xe2\x80\xa8.\xe2\x80\xa8", b"\x1e.\x1e",
]  # fmt: skip
