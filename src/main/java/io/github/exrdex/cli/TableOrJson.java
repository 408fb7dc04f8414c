package io.github.exrdex.cli;

/** How a summary is written; in the words of the command line. */
enum TableOrJson {
    table,
    json
}
