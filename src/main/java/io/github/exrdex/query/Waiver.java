package io.github.exrdex.query;

import java.time.LocalDate;

/**
 * Somebody allowed a rule to be broken for a while.
 *
 * @param rule the id of the rule
 * @param scope where
 * @param asTyped the scope, for messages
 * @param until the last day that it holds
 */
public record Waiver(String rule, Scope scope, String asTyped, LocalDate until, String reason) {
    boolean holdsOn(LocalDate day) {
        return !day.isAfter(until);
    }
}
