package io.github.exrdex.config;

/** One way in which the studio names its files. */
public record NamedTemplate(String name, TemplatePattern pattern) {}
