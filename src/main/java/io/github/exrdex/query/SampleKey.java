package io.github.exrdex.query;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What somebody wants files counted by.
 *
 * @param name as it was asked
 * @param facet empty where it is a token of the path
 */
record SampleKey(String name, Optional<Facet> facet) {
    /** What {@code find --res} and its columns call {@link Facet#RESOLUTION}. */
    private static final String SHORT_RESOLUTION = "res";

    /** Says that a token is meant where something else has the same name. */
    private static final String TOKEN = "token.";

    /**
     * For verbs that list values; {@code layer} is that of channels.
     *
     * @throws QueryException where the word means nothing
     */
    static SampleKey listed(SqlHandle handle, String word) {
        Set<String> tokens = TokenKeys.known(handle);
        Set<String> names = facetNames();
        names.addAll(tokens);
        tokens.forEach(token -> names.add(TOKEN + token));
        names.add("attr.NAME");
        if (!isShortResolution(word, tokens)) {
            TokenKeys.check(List.of(word), names, "values");
        }
        return new SampleKey(word, facet(word, tokens));
    }

    /**
     * For verbs that count files; {@code layer} is that of the path.
     *
     * @throws QueryException where a word means nothing
     */
    static List<SampleKey> counted(SqlHandle handle, List<String> words) {
        Set<String> tokens = TokenKeys.known(handle);
        Set<String> names = new LinkedHashSet<>(tokens);
        names.addAll(facetNames());
        TokenKeys.check(
                words.stream().filter(word -> !isShortResolution(word, tokens)).toList(), names, "--by");
        return words.stream()
                .distinct()
                .map(word -> new SampleKey(word, facet(word, tokens).filter(facet -> facet != Facet.LAYER)))
                .toList();
    }

    /** The words that {@link #counted} takes. */
    static List<String> ofAll(SqlHandle handle) {
        return Stream.concat(TokenKeys.known(handle).stream(), facetNames().stream())
                .distinct()
                .toList();
    }

    /** Those of them that a file has one of. */
    static List<String> ofWholeFiles(SqlHandle handle) {
        return counted(handle, ofAll(handle)).stream()
                .filter(key -> !key.isOfChannels())
                .map(SampleKey::name)
                .toList();
    }

    private static Optional<Facet> facet(String word, Set<String> tokens) {
        return isShortResolution(word, tokens) ? Optional.of(Facet.RESOLUTION) : Facet.of(word);
    }

    /** A studio may have a token that is called so. */
    private static boolean isShortResolution(String word, Set<String> tokens) {
        return word.equals(SHORT_RESOLUTION) && !tokens.contains(word);
    }

    private static Set<String> facetNames() {
        Set<String> names = new LinkedHashSet<>();
        for (Facet facet : Facet.values()) {
            names.add(facet.text());
        }
        return names;
    }

    String token() {
        return name.startsWith(TOKEN) ? name.substring(TOKEN.length()) : name;
    }

    Collection<String> values(Sample sample) {
        return facet.isPresent()
                ? facet.get().values(sample)
                : sample.sequence().token(token()).stream().toList();
    }

    /** Do its values stand in headers? */
    boolean isOfChannels() {
        return facet.filter(Facet::isOfChannels).isPresent();
    }
}
