package io.github.exrdex.tokens;

import io.github.exrdex.config.PatternPiece;
import io.github.exrdex.config.ValueRegex;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Lays the pieces of a pattern out as steps, as Thompson did for regular expressions. Each visit returns the place behind what
 * it laid out.
 */
final class TemplateCompiler implements PatternPiece.Visitor<Integer>, ValueRegex.Visitor<Integer> {
    private static final ValueRegex.One ANY = new ValueRegex.One(List.of(), true);

    private final List<Step> steps = new ArrayList<>();
    private final List<String> keys = new ArrayList<>();
    private final Map<Integer, Integer> firstPlace = new HashMap<>();
    private final Map<Integer, Integer> lastPlace = new HashMap<>();

    private TemplateCompiler() {}

    static TemplateProgram compile(List<PatternPiece> pieces) {
        TemplateCompiler compiler = new TemplateCompiler();
        pieces.forEach(piece -> piece.accept(compiler));
        compiler.steps.add(new Step.End());
        return compiler.program();
    }

    private TemplateProgram program() {
        List<Integer> live = new ArrayList<>();
        List<Boolean> open = new ArrayList<>();
        int within = -1;
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i) instanceof Step.Open opened) {
                within = opened.key();
            }
            int mask = 0;
            for (int key = 0; key < keys.size(); key++) {
                if (place(firstPlace, key) < i && i <= place(lastPlace, key)) {
                    mask |= 1 << key;
                }
            }
            live.add(mask);
            open.add(within >= 0 && i < place(lastPlace, within));
            if (steps.get(i) instanceof Step.Close) {
                within = -1;
            }
        }
        return new TemplateProgram(steps, keys, live, open);
    }

    private static int place(Map<Integer, Integer> places, int key) {
        return places.getOrDefault(key, -1);
    }

    @Override
    public Integer literal(PatternPiece.Literal literal) {
        literal.text().chars().forEach(c -> steps.add(new Step.Exactly((char) c)));
        return steps.size();
    }

    @Override
    public Integer key(PatternPiece.Key key) {
        int number = keys.indexOf(key.name());
        if (number < 0) {
            number = keys.size();
            keys.add(key.name());
        }
        int place = reserve();
        firstPlace.putIfAbsent(number, place);
        lastPlace.put(number, place);
        key.regex().accept(this);
        steps.add(new Step.Close(number));
        steps.set(place, new Step.Open(number, steps.size()));
        return steps.size();
    }

    @Override
    public Integer anyText(PatternPiece.AnyText any) {
        loop(() -> steps.add(new Step.OneOf(ANY)), false);
        return steps.size();
    }

    @Override
    public Integer anyFolders(PatternPiece.AnyFolders any) {
        loop(
                () -> {
                    steps.add(new Step.OneOf(ANY));
                    loop(() -> steps.add(new Step.OneOf(ANY)), true);
                    steps.add(new Step.Exactly('/'));
                },
                false);
        return steps.size();
    }

    @Override
    public Integer maybe(PatternPiece.Maybe maybe) {
        perhaps(() -> maybe.pieces().forEach(piece -> piece.accept(this)), true);
        return steps.size();
    }

    @Override
    public Integer one(ValueRegex.One one) {
        steps.add(new Step.OneOf(one));
        return steps.size();
    }

    @Override
    public Integer inOrder(ValueRegex.InOrder inOrder) {
        inOrder.parts().forEach(part -> part.accept(this));
        return steps.size();
    }

    @Override
    public Integer anyOf(ValueRegex.AnyOf anyOf) {
        List<Integer> ends = new ArrayList<>();
        for (int i = 0; i < anyOf.choices().size(); i++) {
            boolean last = i == anyOf.choices().size() - 1;
            int either = last ? -1 : reserve();
            anyOf.choices().get(i).accept(this);
            if (!last) {
                ends.add(reserve());
                steps.set(either, new Step.Either(either + 1, steps.size()));
            }
        }
        ends.forEach(end -> steps.set(end, new Step.Jump(steps.size())));
        return steps.size();
    }

    @Override
    public Integer repeat(ValueRegex.Repeat repeat) {
        for (int i = 0; i < repeat.least(); i++) {
            repeat.what().accept(this);
        }
        if (repeat.most() == ValueRegex.Repeat.NO_END) {
            loop(() -> repeat.what().accept(this), repeat.greedy());
            return steps.size();
        }
        for (int i = repeat.least(); i < repeat.most(); i++) {
            perhaps(() -> repeat.what().accept(this), repeat.greedy());
        }
        return steps.size();
    }

    /** @param eager go round once more before going on, rather than after */
    private void loop(Runnable body, boolean eager) {
        int start = reserve();
        body.run();
        steps.add(new Step.Jump(start));
        steps.set(start, either(start + 1, steps.size(), eager));
    }

    private void perhaps(Runnable body, boolean eager) {
        int start = reserve();
        body.run();
        steps.set(start, either(start + 1, steps.size(), eager));
    }

    private static Step either(int body, int behind, boolean eager) {
        return eager ? new Step.Either(body, behind) : new Step.Either(behind, body);
    }

    /** A place to be filled once it is known what stands behind. */
    private int reserve() {
        steps.add(new Step.End());
        return steps.size() - 1;
    }
}
