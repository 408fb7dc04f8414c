package io.github.exrdex.config;

import io.github.exrdex.file.NearestWord;
import io.github.exrdex.file.Reasons;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * A file of tables and keys that people write. Nothing in it is passed over: what is not understood is refused, with its
 * place. Whoever reads it calls {@link #throwIfAnyProblem} last.
 */
public final class TomlFile {
    /** Picked: such a file is a few KiB; this is somebody's picture under the wrong name. */
    private static final long LARGEST_BYTES = 1L << 20;

    private final TomlTable toml;
    private final List<ConfigKeys> known;
    private final ConfigProblems problems;

    private TomlFile(TomlTable toml, List<ConfigKeys> known, ConfigProblems problems) {
        this.toml = toml;
        this.known = known;
        this.problems = problems;
    }

    /**
     * @param what the file is to be, for messages: {@code config file}
     * @param known every table that it may have
     * @throws ConfigException with one line where the file cannot be read or is no TOML
     */
    public static TomlFile read(Path file, String what, List<ConfigKeys> known) {
        ConfigProblems problems = new ConfigProblems(file);
        TomlParseResult toml = Toml.parse(text(file, what));
        for (TomlParseError error : toml.errors()) {
            problems.add(error.position(), syntaxError(error));
        }
        problems.throwIfAny();
        TomlFile read = new TomlFile(toml, known, problems);
        read.refuseUnknownTables();
        return read;
    }

    /** @throws ConfigException with one line that names file, line and column of the first fault */
    public void throwIfAnyProblem() {
        problems.throwIfAny();
    }

    /** Notes what is wrong at a place. */
    public void refuse(TomlPosition position, String what) {
        problems.add(position, what);
    }

    /** Notes what is wrong with the file as a whole. */
    public void refuse(String what) {
        problems.add(null, what);
    }

    private static String text(Path file, String what) {
        try {
            if (Files.isDirectory(file)) {
                throw new ConfigException(OneLine.of(file + ": is a folder, not a " + what));
            }
            if (!Files.exists(file)) {
                throw new ConfigException(OneLine.of(file + ": no such " + what));
            }
            if (!Files.isRegularFile(file)) {
                throw new ConfigException(OneLine.of(file + ": is not a regular file"));
            }
            if (Files.size(file) > LARGEST_BYTES) {
                throw new ConfigException(OneLine.of(file + ": larger than 1 MiB, so not a " + what));
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
            return text.startsWith("\ufeff") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new ConfigException(OneLine.of(file + ": not UTF-8 text, save it as UTF-8"));
        } catch (IOException e) {
            throw new ConfigException(OneLine.of(file + ": cannot be read: " + Reasons.of(e)));
        }
    }

    private static String syntaxError(TomlParseError error) {
        String message = Optional.ofNullable(error.getMessage()).orElse("not TOML");
        boolean bareText = message.endsWith("expected a value");
        return message + (bareText ? " (text and paths stand in quotes)" : "");
    }

    private void refuseUnknownTables() {
        for (String name : toml.keySet()) {
            if (known.stream().noneMatch(keys -> keys.table().equals(name))) {
                problems.add(toml.inputPositionOf(List.of(name)), unknown(name, toml.get(List.of(name))));
            }
        }
    }

    private String unknown(String name, Object value) {
        List<String> tables = known.stream().map(ConfigKeys::table).toList();
        boolean isTable = value instanceof TomlTable
                || (value instanceof TomlArray array && !array.isEmpty() && array.get(0) instanceof TomlTable);
        if (isTable) {
            return "unknown table " + name + ", " + NearestWord.advice(name, tables);
        }
        return ConfigKeys.ownerOf(name, known)
                .map(owner -> name + " stands outside of any table, it belongs in " + owner.heading())
                .orElseGet(() -> "unknown key " + name + ", " + NearestWord.advice(name, tables));
    }

    /** The tables of a kind; their unknown keys are noted. */
    public List<ConfigTable> tables(ConfigKeys keys) {
        Object value = toml.get(List.of(keys.table()));
        if (value == null) {
            return List.of();
        }
        TomlPosition position = toml.inputPositionOf(List.of(keys.table()));
        List<ConfigTable> tables = new ArrayList<>();
        if (!keys.isList() && value instanceof TomlTable table) {
            tables.add(new ConfigTable(keys, known, table, position, problems));
        } else if (keys.isList() && value instanceof TomlArray array) {
            for (int i = 0; i < array.size(); i++) {
                if (array.get(i) instanceof TomlTable table) {
                    tables.add(new ConfigTable(keys, known, table, array.inputPositionOf(i), problems));
                } else {
                    problems.add(array.inputPositionOf(i), "write " + keys.heading() + " and its keys below");
                }
            }
        } else {
            problems.add(
                    position,
                    keys.table() + " is " + ConfigTable.typeName(value) + " here, write " + keys.heading()
                            + " and its keys below");
        }
        tables.forEach(ConfigTable::refuseUnknownKeys);
        return tables;
    }
}
