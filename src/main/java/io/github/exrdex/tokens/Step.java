package io.github.exrdex.tokens;

import io.github.exrdex.config.ValueRegex;

/** One instruction of a compiled template. */
sealed interface Step {
    /** Tells the run where to go on from here; nowhere when the path does not fit. */
    void take(TemplateRun run, TemplateRun.State state);

    /** This very character; a slash too. */
    record Exactly(char c) implements Step {
        @Override
        public void take(TemplateRun run, TemplateRun.State state) {
            if (run.sees(state, c)) {
                run.goOn(state.past(1));
            }
        }
    }

    /** A character of a set. */
    record OneOf(ValueRegex.One set) implements Step {
        @Override
        public void take(TemplateRun run, TemplateRun.State state) {
            if (run.sees(state, set)) {
                run.goOn(state.past(run.widthAt(state)));
            }
        }
    }

    /** Either way; the second is tried when the first leads nowhere. */
    record Either(int first, int second) implements Step {
        @Override
        public void take(TemplateRun run, TemplateRun.State state) {
            if (run.isNew(state)) {
                run.goOn(state.at(second));
                run.goOn(state.at(first));
            }
        }
    }

    /** Goes on elsewhere. */
    record Jump(int target) implements Step {
        @Override
        public void take(TemplateRun run, TemplateRun.State state) {
            run.goOn(state.at(target));
        }
    }

    /**
     * A value begins here, or has to stand here again where the key has one already.
     *
     * @param after the step behind the value
     */
    record Open(int key, int after) implements Step {
        @Override
        public void take(TemplateRun run, TemplateRun.State state) {
            String known = state.value(key);
            if (known == null) {
                run.goOn(state.opened());
            } else if (run.sees(state, known)) {
                run.goOn(state.past(known.length()).at(after));
            }
        }
    }

    /** A value ends here. */
    record Close(int key) implements Step {
        @Override
        public void take(TemplateRun run, TemplateRun.State state) {
            run.goOn(run.closed(state, key));
        }
    }

    /** The pattern is used up; so must be the path. */
    record End() implements Step {
        @Override
        public void take(TemplateRun run, TemplateRun.State state) {
            run.end(state);
        }
    }
}
