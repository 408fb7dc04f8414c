package io.github.exrdex.query;

import java.util.List;
import java.util.function.Consumer;

/**
 * What a file must be like, as a tree. {@link WhereParser} makes it from text, {@link WhereFlags} from single options, and
 * {@link WhereClauses} makes conditions of it; nothing of it ever becomes part of a statement's text.
 */
public sealed interface Where {
    /** All of them. */
    record And(List<Where> all) implements Where {
        public And {
            all = List.copyOf(all);
        }
    }

    /** At least one of them. */
    record Or(List<Where> any) implements Where {
        public Or {
            any = List.copyOf(any);
        }
    }

    /** Every file that does not fit; of files whose header cannot be read, only those that need no header to tell. */
    record Not(Where inside) implements Where {}

    /** {@code has(X)}: an AOV, layer, group, part or channel of that name, or one that fits the glob. */
    record Has(String name) implements Where {}

    /** The field is there, or the flag is set. */
    record Present(WhereField field) implements Where {}

    /** The field has one of the values, or stands to the only one as the operator says. */
    record Test(WhereField field, Operator operator, List<WhereValue> values) implements Where {
        public Test {
            values = List.copyOf(values);
            if (values.isEmpty() || (values.size() > 1 && !operator.takesSeveral())) {
                throw new IllegalArgumentException(operator + " with " + values.size() + " values");
            }
        }
    }

    /** Visits every test, field and name of the tree that is no connective. */
    static void eachLeaf(Where where, Consumer<Where> action) {
        if (where instanceof And and) {
            and.all().forEach(inside -> eachLeaf(inside, action));
        } else if (where instanceof Or or) {
            or.any().forEach(inside -> eachLeaf(inside, action));
        } else if (where instanceof Not not) {
            eachLeaf(not.inside(), action);
        } else {
            action.accept(where);
        }
    }
}
