package io.github.exrdex.query;

/** What {@code find} asks: where to look, and what a file must be like. */
public record Question(Scope scope, Filters filters) {}
