package io.github.exrdex.query;

import io.github.exrdex.query.WhereField.Known;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The options that ask one thing of a file, as {@link Where}. */
public final class WhereFlags {
    private WhereFlags() {}

    /** @throws QueryException where a word is no compression */
    public static Where compression(Collection<String> words) {
        return anyOf(Known.COMPRESSION, words);
    }

    /** @throws QueryException where a word is no pixel type */
    public static Where pixelType(Collection<String> words) {
        return anyOf(Known.TYPE, words);
    }

    /** @throws QueryException where a word is not like {@code 1920x1080} */
    public static Where resolution(Collection<String> words) {
        return anyOf(Known.RES, words);
    }

    /** @param words names or globs */
    public static Where view(Collection<String> words) {
        return anyOf(Known.VIEW, words);
    }

    /** @param words names or globs */
    public static Where part(Collection<String> words) {
        return anyOf(Known.PART, words);
    }

    private static Where anyOf(WhereField field, Collection<String> words) {
        return new Where.Test(
                field,
                Operator.EQUAL,
                words.stream().map(word -> WhereValues.read(field, word)).toList());
    }

    /**
     * As find(1) does: {@code +500M} is more than that, {@code -500M} less, {@code 500M} that exactly.
     *
     * @throws QueryException where it is no amount
     */
    public static Where size(String word) {
        Operator operator =
                word.startsWith("+") ? Operator.GREATER : word.startsWith("-") ? Operator.LESS : Operator.EQUAL;
        String amount = operator == Operator.EQUAL ? word : word.substring(1);
        if (Quantities.bytes(amount).isEmpty()) {
            throw QueryException.badQuestion(
                    "--size " + word + ": write +500M for more than that, -10K for less, 0 for exactly that");
        }
        return new Where.Test(Known.SIZE, operator, List.of(WhereValues.read(Known.SIZE, amount)));
    }

    /**
     * Changed at that time or later.
     *
     * @param at milliseconds since 1970
     */
    public static Where changedSince(long at) {
        return changed(Operator.AT_LEAST, at);
    }

    /**
     * Not changed since.
     *
     * @param at milliseconds since 1970
     */
    public static Where unchangedSince(long at) {
        return changed(Operator.LESS, at);
    }

    private static Where changed(Operator operator, long at) {
        return new Where.Test(Known.MTIME, operator, List.of(new WhereValue.Amount(TimeUnit.MILLISECONDS.toNanos(at))));
    }

    public static Where deep() {
        return new Where.Present(Known.DEEP);
    }

    public static Where multipart() {
        return new Where.Present(Known.MULTIPART);
    }
}
