package io.github.exrdex.query;

import io.github.exrdex.file.FileKey;
import io.github.exrdex.file.NearestWord;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The part of the index that a question is about. A file is in it if it is in one of the places (any, where none is named)
 * and every token that is named has one of its globs.
 *
 * @param tokens globs: {@code *} for any text, {@code ?} for one character; letters as in the path. Versions are numbers:
 *     {@code v3} is {@code 003}, and {@code latest} the highest
 * @param studioTokens the same for tokens of the studio's own templates, by their names without {@code token.}
 * @param plainTokens those of them that were typed without it, with the whole word: only an index can tell whether there are such
 */
public record Scope(
        List<Place> places,
        Map<PathToken, List<String>> tokens,
        Map<String, List<String>> studioTokens,
        Map<String, String> plainTokens) {
    /** The whole index. */
    public static final Scope EVERYTHING = new Scope(List.of(), Map.of(), Map.of(), Map.of());

    /** Each is a clause of its own, and SQLite nests at most a thousand; plain paths are looked up and may be any number. */
    private static final int MOST_CLAUSES = 200;

    private static final Pattern TOKEN = Pattern.compile("((?:token\\.)?[A-Za-z_][A-Za-z0-9_]*)=(.*)", Pattern.DOTALL);

    /** How Nuke writes that a path is one for each eye, in full and as a letter; other programs followed. */
    private static final Map<String, List<String>> EYES =
            Map.of("%V", List.of("left", "right"), "%v", List.of("l", "r"));

    /**
     * A file, a folder with all below it, or frames of a sequence.
     *
     * @param asTyped for messages; one word may stand for several places
     * @param path as if the last segment were a plain name
     * @param frames what the last segment can mean if it is none, the likeliest first
     */
    record Place(String asTyped, FileKey path, List<FramePattern> frames) {}

    public Scope {
        places = List.copyOf(places);
        tokens = Map.copyOf(tokens);
        studioTokens = Map.copyOf(studioTokens);
        plainTokens = Map.copyOf(plainTokens);
    }

    /** Files, and folders with all below them, whatever their names look like. */
    public static Scope ofPaths(Collection<FileKey> paths) {
        List<Place> places = paths.stream()
                .map(path -> new Place(path.text(), path, List.of()))
                .toList();
        return new Scope(places, Map.of(), Map.of(), Map.of());
    }

    /**
     * @param words as typed: paths, names of sequences, {@code token=glob}, {@code version=latest}; own tokens with or without
     *     {@code token.} before
     * @param workingFolder that relative paths start from
     * @throws QueryException where a word means nothing
     */
    public static Scope parse(List<String> words, Path workingFolder) {
        List<Place> places = new ArrayList<>();
        Map<PathToken, List<String>> tokens = new EnumMap<>(PathToken.class);
        Map<String, List<String>> studioTokens = new LinkedHashMap<>();
        Map<String, String> plainTokens = new LinkedHashMap<>();
        for (String word : withFrames(words)) {
            Matcher token = TOKEN.matcher(word);
            if (!token.matches()) {
                eachEye(word).forEach(path -> places.add(place(path, word, workingFolder)));
                continue;
            }
            boolean prefixed = token.group(1).startsWith(WhereField.TOKEN);
            String name = prefixed ? token.group(1).substring(WhereField.TOKEN.length()) : token.group(1);
            String glob = glob(token.group(1), token.group(2));
            Optional<PathToken> usual = PathToken.of(name);
            if (usual.isPresent()) {
                tokens.computeIfAbsent(usual.get(), any -> new ArrayList<>()).add(glob);
                continue;
            }
            studioTokens.computeIfAbsent(name, any -> new ArrayList<>()).add(glob);
            if (!prefixed) {
                plainTokens.put(name, word);
            }
        }
        tokens.replaceAll((name, globs) -> List.copyOf(globs));
        studioTokens.replaceAll((name, globs) -> List.copyOf(globs));
        long clauses = places.stream().mapToLong(place -> place.frames().size()).sum()
                + Stream.concat(tokens.values().stream(), studioTokens.values().stream())
                        .mapToInt(List::size)
                        .sum();
        if (clauses > MOST_CLAUSES) {
            throw QueryException.badQuestion("more than " + MOST_CLAUSES
                    + " patterns and tokens; name the folders that hold the files, or ask in several steps");
        }
        return new Scope(places, tokens, studioTokens, plainTokens);
    }

    /**
     * The same, where there is no index yet to ask.
     *
     * @throws QueryException where a name was typed that may be a token of the studio's own, or a slip
     */
    public Scope knownWithoutIndex() {
        plainTokens.forEach((name, word) -> {
            throw QueryException.badQuestion("no token is called \"" + name + "\"; "
                    + NearestWord.of(name, PathToken.names())
                            .map(near -> "did you mean " + near + "=?")
                            .orElse("there are " + String.join(", ", PathToken.names()) + ", token.NAME for one of your"
                                    + " own templates"));
        });
        return this;
    }

    /** {@code sh010_%V.%04d.exr} is two sequences. A path may be called so itself, so it counts too. */
    private static List<String> eachEye(String word) {
        List<String> paths = new ArrayList<>(List.of(word));
        EYES.forEach((mark, eyes) -> {
            if (word.contains(mark)) {
                eyes.forEach(eye -> paths.add(word.replace(mark, eye)));
            }
        });
        return paths;
    }

    /** {@code name.%04d.exr 1001-1096} is one word to Nuke and two to a shell. */
    private static List<String> withFrames(List<String> words) {
        List<String> joined = new ArrayList<>();
        for (String word : words) {
            int last = joined.size() - 1;
            if (last >= 0 && FramePattern.areFrames(word) && FramePattern.wantsFrames(joined.get(last))) {
                joined.set(last, joined.get(last) + " " + word);
            } else {
                joined.add(word);
            }
        }
        return joined;
    }

    private static String glob(String name, String glob) {
        if (glob.isEmpty()) {
            throw QueryException.badQuestion(name + "= wants a name or a glob, such as " + name + "=*");
        }
        return glob;
    }

    /** @param asTyped the same, or what stands for it and others */
    private static Place place(String word, String asTyped, Path workingFolder) {
        if (word.isEmpty()) {
            throw QueryException.badQuestion("an empty word is no path; write . for the current folder");
        }
        FileKey key;
        try {
            key = FileKey.of(workingFolder.resolve(word));
        } catch (InvalidPathException e) {
            throw QueryException.badQuestion("not a path: " + word + " (" + e.getReason() + ")");
        }
        String name = word.substring(word.lastIndexOf('/') + 1);
        return new Place(asTyped, key, FramePattern.readings(name));
    }
}
