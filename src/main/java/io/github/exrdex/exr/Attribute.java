package io.github.exrdex.exr;

/**
 * One attribute of a header: the file's own name and type name, and what we make of the value.
 *
 * @param offset of the value's first byte from the start of the file
 * @param sizeBytes of the value in the file
 */
public record Attribute(String name, String typeName, AttributeValue value, long offset, long sizeBytes) {}
