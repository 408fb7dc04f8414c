package io.github.exrdex.spec;

import io.github.exrdex.query.CheckRule;
import io.github.exrdex.query.Scope;
import io.github.exrdex.query.Waiver;
import java.util.List;

/**
 * A spec as it was written.
 *
 * @param applies tokens that narrow all of its rules
 * @param rules at least one, in the order of the file; no two of the same id
 * @param waivers each of one of the rules
 */
public record Spec(Scope applies, List<CheckRule> rules, List<Waiver> waivers) {
    public Spec {
        rules = List.copyOf(rules);
        waivers = List.copyOf(waivers);
    }
}
