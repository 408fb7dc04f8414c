package io.github.exrdex.tokens;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What a path tells without any template, where most studios would agree: {@code .../show/sq010/sh0020/.../v003/...}. A token
 * that could be something else is left out, as a wrong answer costs more than none.
 */
final class CommonLayouts {
    private static final Set<String> SHOT_WORDS = Set.of("sh", "shot");
    private static final Set<String> SEQ_WORDS = Set.of("sq", "seq", "sequence");

    private static final Set<String> SHOT_FOLDERS = Set.of("shots");
    private static final Set<String> SEQ_FOLDERS = Set.of("sequences", "seqs");
    private static final Set<String> SHOW_FOLDERS = Set.of("shows", "projects", "productions", "jobs");

    /** What is right below is a person. */
    private static final Set<String> PEOPLE_FOLDERS = Set.of("home", "users");

    /** Names that no show and no sequence has. */
    private static final Set<String> GENERIC = Set.of(
            "mnt",
            "media",
            "net",
            "nfs",
            "srv",
            "data",
            "home",
            "volumes",
            "vol",
            "tmp",
            "var",
            "opt",
            "storage",
            "san",
            "nas",
            "server",
            "farm",
            "vfx",
            "prod",
            "work",
            "publish",
            "render",
            "renders",
            "image",
            "images",
            "out",
            "output",
            "outputs",
            "episodes",
            "shots",
            "sequences",
            "seqs",
            "shows",
            "projects",
            "productions",
            "jobs");

    private static final int MOST_VERSION_DIGITS = 9;

    private final List<String> folders;
    private final String name;

    private CommonLayouts(List<String> folders, String name) {
        this.folders = folders;
        this.name = name;
    }

    /** Any of show, seq, shot and version. */
    static Map<String, String> tokens(String path) {
        List<String> segments = List.of(path.split("/")).stream()
                .filter(segment -> !segment.isEmpty())
                .toList();
        if (segments.isEmpty()) {
            return Map.of();
        }
        int last = segments.size() - 1;
        return new CommonLayouts(segments.subList(0, last), segments.get(last)).tokens();
    }

    private Map<String, String> tokens() {
        OptionalInt shot = shotFolder();
        OptionalInt seq = shot.isPresent() ? seqFolder(shot.getAsInt()) : deepest(SEQ_WORDS);
        Optional<String> shotName = shot.isPresent() ? Optional.of(folders.get(shot.getAsInt())) : shotInName();
        Optional<String> seqName =
                seq.isPresent() ? Optional.of(folders.get(seq.getAsInt())) : shotName.flatMap(CommonLayouts::seqInShot);
        int above = seq.isPresent() ? seq.getAsInt() : shot.orElse(folders.size());
        Map<String, String> tokens = new LinkedHashMap<>();
        show(above, seqName.isPresent()).ifPresent(text -> tokens.put("show", text));
        seqName.ifPresent(text -> tokens.put("seq", text));
        shotName.ifPresent(text -> tokens.put("shot", text));
        version(shot.orElse(-1)).ifPresent(text -> tokens.put("version", text));
        return tokens;
    }

    private OptionalInt shotFolder() {
        OptionalInt numbered = deepest(SHOT_WORDS);
        if (numbered.isPresent()) {
            return numbered;
        }
        int below = childOf(SHOT_FOLDERS, folders.size());
        boolean isSeq = below >= 0 && wordStart(folders.get(below), SEQ_WORDS).isPresent();
        int shot = isSeq ? below + 1 : below;
        return shot >= 0 && shot < folders.size() ? OptionalInt.of(shot) : OptionalInt.empty();
    }

    /** The folder right above the shot, unless it could be the show. */
    private OptionalInt seqFolder(int shot) {
        int above = skipped(shot - 1, SHOT_FOLDERS);
        if (above < 0 || seqInShot(folders.get(shot)).isPresent()) {
            return OptionalInt.empty();
        }
        String folder = folders.get(above);
        boolean named =
                wordStart(folder, SEQ_WORDS).isPresent() || (above > 0 && isIn(SEQ_FOLDERS, folders.get(above - 1)));
        // One plain name between a generic folder and the shot may as well be the show; so may the one above "shots".
        boolean certain = named || (above == shot - 1 && !isGeneric(above) && canBeShow(above - 1));
        return certain ? OptionalInt.of(above) : OptionalInt.empty();
    }

    private Optional<String> show(int below, boolean hasSeq) {
        int listed = childOf(SHOW_FOLDERS, below);
        if (listed >= 0) {
            return Optional.of(folders.get(listed));
        }
        int above = skipped(skipped(below - 1, SHOT_FOLDERS), SEQ_FOLDERS);
        boolean certain = (hasSeq || above < below - 1) && canBeShow(above);
        return certain ? Optional.of(folders.get(above)) : Optional.empty();
    }

    /** The folder and the file must not contradict each other. */
    private Optional<String> version(int shot) {
        Optional<String> inName = lastVersion(name);
        Optional<String> inFolder = Optional.empty();
        for (int i = folders.size() - 1; i > shot && inFolder.isEmpty(); i--) {
            String folder = folders.get(i);
            inFolder = lastVersion(folder).filter(digits -> folder.endsWith(digits));
        }
        if (inName.isEmpty()) {
            return inFolder;
        }
        boolean contradicted =
                inFolder.isPresent() && Integer.parseInt(inFolder.get()) != Integer.parseInt(inName.get());
        return contradicted ? Optional.empty() : inName;
    }

    /** The digits of the last {@code v012} that stands alone or between separators. */
    private static Optional<String> lastVersion(String text) {
        int end = text.length();
        for (int i = text.length() - 1; i >= 0; i--) {
            if (isDigit(text.charAt(i))) {
                continue;
            }
            boolean isVersion = Character.toLowerCase(text.charAt(i)) == 'v'
                    && end > i + 1
                    && end - i - 1 <= MOST_VERSION_DIGITS
                    && (end == text.length() || isSeparator(text.charAt(end)))
                    && (i == 0 || isSeparator(text.charAt(i - 1)));
            if (isVersion) {
                return Optional.of(text.substring(i + 1, end));
            }
            end = i;
        }
        return Optional.empty();
    }

    /** {@code sh010} of {@code sh010_lgt_v003.1001.exr}. */
    private Optional<String> shotInName() {
        for (String word : name.split("[._-]", -1)) {
            OptionalInt start = wordStart(word, SHOT_WORDS);
            if (start.isPresent() && start.getAsInt() == 0) {
                return Optional.of(word);
            }
        }
        return Optional.empty();
    }

    /** {@code sq01} of {@code sq01_sh010}. */
    private static Optional<String> seqInShot(String shot) {
        OptionalInt start = wordStart(shot, SHOT_WORDS);
        if (start.isEmpty() || start.getAsInt() < 2) {
            return Optional.empty();
        }
        String before = shot.substring(0, start.getAsInt() - 1);
        OptionalInt seq = wordStart(before, SEQ_WORDS);
        return seq.isPresent() ? Optional.of(before.substring(seq.getAsInt())) : Optional.empty();
    }

    private OptionalInt deepest(Set<String> words) {
        for (int i = folders.size() - 1; i >= 0; i--) {
            if (wordStart(folders.get(i), words).isPresent()) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    /**
     * Where {@code sh} of {@code sh010}, {@code abc_sh_0100} or {@code SH010A} begins: one of the words, a separator or none,
     * a number, a letter or none, and nothing behind.
     */
    private static OptionalInt wordStart(String text, Set<String> words) {
        int end = text.length();
        if (end > 1 && isLetter(text.charAt(end - 1)) && isDigit(text.charAt(end - 2))) {
            end--;
        }
        int digits = end;
        while (digits > 0 && isDigit(text.charAt(digits - 1))) {
            digits--;
        }
        int wordEnd = digits > 0 && isSeparator(text.charAt(digits - 1)) ? digits - 1 : digits;
        int start = wordEnd;
        while (start > 0 && isLetter(text.charAt(start - 1))) {
            start--;
        }
        boolean fits = digits < end
                && words.contains(text.substring(start, wordEnd).toLowerCase(Locale.ROOT))
                && (start == 0 || isSeparator(text.charAt(start - 1)));
        return fits ? OptionalInt.of(start) : OptionalInt.empty();
    }

    /** The deepest folder above {@code below} that stands right in one of these; -1 where there is none. */
    private int childOf(Set<String> parents, int below) {
        for (int i = Math.min(below, folders.size()) - 1; i > 0; i--) {
            if (isIn(parents, folders.get(i - 1)) && !isGeneric(i)) {
                return i;
            }
        }
        return -1;
    }

    private int skipped(int folder, Set<String> names) {
        return folder >= 0 && isIn(names, folders.get(folder)) ? folder - 1 : folder;
    }

    private boolean isGeneric(int folder) {
        return folder < 0
                || isIn(GENERIC, folders.get(folder))
                || (folder > 0 && isIn(PEOPLE_FOLDERS, folders.get(folder - 1)));
    }

    /** A number alone is a year or a disk. */
    private boolean canBeShow(int folder) {
        return !isGeneric(folder) && !folders.get(folder).chars().allMatch(c -> isDigit((char) c));
    }

    private static boolean isIn(Set<String> names, String folder) {
        return names.contains(folder.toLowerCase(Locale.ROOT));
    }

    private static boolean isSeparator(char c) {
        return c == '_' || c == '-' || c == '.';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
