"""What a visit brings back beside words: photos, sound, signatures, barcodes, positions.

In: bytes of a file or what a device says. Out: bytes made anew by us, within limits, and beside them the time
and the place that a camera wrote into the file.
"""
