package io.github.exrdex.query;

/**
 * One rule of a spec.
 *
 * @param id what the spec calls it
 * @param applies tokens that narrow it to some sequences; {@link Scope#EVERYTHING} for all
 */
public record CheckRule(String id, Severity severity, Scope applies, Requirement requirement) {
    /** How bad it is to break the rule. */
    public enum Severity {
        /** The check fails. */
        ERROR,
        /** Worth a look. */
        WARN;

        public String text() {
            return this == ERROR ? "error" : "warn";
        }
    }
}
