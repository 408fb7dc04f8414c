package io.github.exrdex.query;

/** A question that gets no answer; the message is one line for people, and says what to do. */
public final class QueryException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Who has to do something. */
    public enum Fault {
        /** The question itself: a word that means nothing, SQL that does not parse. */
        BAD_QUESTION,
        /** There is no index, or none of that part of the disk. */
        NOT_INDEXED,
        /** The index is older than asked for. */
        TOO_OLD,
        /** The database cannot be used as it is. */
        UNUSABLE_INDEX
    }

    private final Fault fault;

    public QueryException(Fault fault, String message) {
        super(message);
        this.fault = fault;
    }

    public QueryException(Fault fault, String message, Throwable cause) {
        super(message, cause);
        this.fault = fault;
    }

    public Fault fault() {
        return fault;
    }

    static QueryException badQuestion(String message) {
        return new QueryException(Fault.BAD_QUESTION, message);
    }
}
