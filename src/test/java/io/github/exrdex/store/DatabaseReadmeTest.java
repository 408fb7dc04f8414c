package io.github.exrdex.store;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.exr.ProblemKind;
import io.github.exrdex.file.FileState;
import io.github.exrdex.support.FilledIndex;
import io.github.exrdex.support.TempIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code db/README.md} says what the database is, and its examples give what it says they give. */
class DatabaseReadmeTest {
    /** A statement and the answer printed below it. */
    private static final Pattern EXAMPLE =
            Pattern.compile("```sql\n(?<sql>.*?)```\n\n```text\n(?<answer>.*?)```", Pattern.DOTALL);

    @TempDir
    Path folder;

    @Test
    void everyExampleGivesTheAnswerThatIsPrintedBelowIt() throws IOException {
        List<MatchResult> examples = EXAMPLE.matcher(readme()).results().toList();
        assertEquals(10, examples.size());
        try (FilledIndex index = ExampleFarm.in(folder)) {
            assertAll(examples.stream().map(example -> () -> {
                String sql = example.group(1);
                String answer = answer(index.index().reader(), sql);
                assertEquals(cells(example.group(2)), cells(answer), () -> sql + "\nnow gives\n\n" + answer);
            }));
        }
    }

    @Test
    void everyViewAndColumnIsExplained() throws IOException {
        String readme = readme();
        try (TempIndex index = TempIndex.in(folder)) {
            List<String> views = index.reader()
                    .createQuery("SELECT name FROM sqlite_master WHERE type = 'view' ORDER BY name")
                    .mapTo(String.class)
                    .list();
            assertTrue(views.size() >= 8, views::toString);
            for (String view : views) {
                String section = section(readme, view);
                for (String column : index.reader()
                        .createQuery("SELECT name FROM pragma_table_info(:view)")
                        .bind("view", view)
                        .mapTo(String.class)
                        .list()) {
                    assertTrue(section.contains("`" + column + "`"), view + "." + column + " is not explained");
                }
            }
        }
    }

    @Test
    void everyStateAndEveryKindOfProblemHasItsSentence() throws IOException {
        String readme = readme();
        for (FileState state : FileState.values()) {
            assertSentence(readme, state.text());
        }
        for (ProblemKind kind : ProblemKind.values()) {
            assertSentence(readme, kind.text());
        }
    }

    private static void assertSentence(String readme, String word) {
        Matcher row = Pattern.compile("^\\| `" + word + "` \\| (.*) \\|$", Pattern.MULTILINE)
                .matcher(readme);
        assertTrue(row.find(), () -> word + " has no row in db/README.md");
        assertTrue(
                row.group(1).length() > 15 && row.group(1).endsWith("."),
                () -> word + " has no sentence: " + row.group(1));
    }

    private static String readme() throws IOException {
        return Files.readString(Path.of("db", "README.md"));
    }

    /** From the heading that names the view to the next heading. */
    private static String section(String readme, String view) {
        Matcher section = Pattern.compile("^### `" + view + "`.*?(?=^##|\\z)", Pattern.MULTILINE | Pattern.DOTALL)
                .matcher(readme);
        assertTrue(section.find(), () -> view + " has no section in db/README.md");
        return section.group();
    }

    private static List<List<String>> cells(String table) {
        return table.lines()
                .map(line -> List.of(line.strip().split(" {2,}", -1)))
                .toList();
    }

    /** The rows as {@code exrdex sql} shows them on a terminal: aligned, absent values as a dash. */
    private static String answer(Handle handle, String sql) {
        List<List<String>> rows = new ArrayList<>();
        handle.createQuery(sql)
                .map((row, context) -> {
                    List<String> cells = new ArrayList<>();
                    List<String> names = new ArrayList<>();
                    for (int c = 1; c <= row.getMetaData().getColumnCount(); c++) {
                        names.add(row.getMetaData()
                                .getColumnLabel(c)
                                .toUpperCase(Locale.ROOT)
                                .replace('_', ' '));
                        String value = row.getString(c);
                        cells.add(value == null ? "-" : value);
                    }
                    if (rows.isEmpty()) {
                        rows.add(names);
                    }
                    return cells;
                })
                .forEach(rows::add);
        return align(rows);
    }

    private static String align(List<List<String>> rows) {
        return rows.stream()
                .map(row -> {
                    StringBuilder line = new StringBuilder();
                    for (int c = 0; c < row.size(); c++) {
                        int column = c;
                        int width = rows.stream()
                                .mapToInt(r -> r.get(column).length())
                                .max()
                                .orElse(0);
                        line.append(row.get(c))
                                .append(" ".repeat(width - row.get(c).length() + 2));
                    }
                    return line.toString().stripTrailing() + "\n";
                })
                .collect(Collectors.joining());
    }
}
