package io.github.exrdex.index;

import io.github.exrdex.file.FileKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What another process asks of the one that writes the index, by way of the {@link Spool}. */
public sealed interface Wish {
    /** Whatever the index knows of these files and folders, look at them again. All lie below one root. */
    record Look(List<FileKey> paths) implements Wish {
        public Look {
            paths = List.copyOf(paths);
        }

        @Override
        public String toText() {
            return text("look", paths.stream().map(FileKey::encoded).toList());
        }
    }

    /** What is not found below this root is gone, however much it is. */
    record ConfirmGone(FileKey root) implements Wish {
        @Override
        public String toText() {
            return text("confirm-gone", List.of(root.encoded()));
        }
    }

    /**
     * Remove the rows of files that went away before a time.
     *
     * @param goneBeforeAt milliseconds since 1970
     */
    record Prune(long goneBeforeAt) implements Wish {
        @Override
        public String toText() {
            return text("prune", List.of(Long.toString(goneBeforeAt)));
        }
    }

    /** A line that says what it is, a line a path, and a last line that proves that nothing is missing. ASCII. */
    String toText();

    private static String text(String what, List<String> body) {
        return what + '\n' + String.join("\n", body) + "\nend\n";
    }

    /** Empty where the text is none of ours, or not all of it. */
    static Optional<Wish> parse(String text) {
        List<String> lines = text.lines().toList();
        if (lines.size() < 3 || !lines.get(lines.size() - 1).equals("end")) {
            return Optional.empty();
        }
        List<String> body = lines.subList(1, lines.size() - 1);
        try {
            return switch (lines.get(0)) {
                case "look" -> Optional.of(new Look(keys(body)));
                case "confirm-gone" -> Optional.of(new ConfirmGone(key(body.get(0))));
                case "prune" -> Optional.of(new Prune(Long.parseLong(body.get(0))));
                default -> Optional.empty();
            };
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static List<FileKey> keys(List<String> lines) {
        List<FileKey> keys = new ArrayList<>(lines.size());
        lines.forEach(line -> keys.add(key(line)));
        return keys;
    }

    /** What keys never encode, {@code Path.toUri} says; other spellings of a path would be other keys. */
    Pattern ENCODED_IN_VAIN = Pattern.compile("%(2[1456789A-F]|3[0-9ABD]|4[0-9A-F]|5[0-9AF]|6[1-9A-F]|7[0-9AE])");

    /**
     * Nobody honest writes {@code ..}, which would lead out of the root. The disk is not asked: a mount that hangs must not
     * keep others waiting.
     *
     * @throws IllegalArgumentException where it is no key
     */
    private static FileKey key(String line) {
        FileKey key = new FileKey(line);
        boolean honest = !ENCODED_IN_VAIN.matcher(line.toUpperCase(Locale.ROOT)).find();
        String[] names = line.substring(1).split("/", -1);
        for (String name : names) {
            boolean root = names.length == 1 && name.isEmpty();
            honest &= root || !(name.isEmpty() || name.equals(".") || name.equals(".."));
        }
        if (!honest) {
            throw new IllegalArgumentException("not a key: " + line);
        }
        return key;
    }
}
