package io.github.exrdex.store;

import io.github.exrdex.json.JsonText;
import io.github.exrdex.naming.ChannelNaming;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What the path of a sequence says, as it stands in the index. Threads: the writer's own. */
final class SequenceTokens {
    private static final String AOV = "aov";

    private final PathTokens paths;
    private final ChannelNaming naming;
    private final SequenceDao dao = new SequenceDao();

    SequenceTokens(PathTokens paths, ChannelNaming naming) {
        this.paths = paths;
        this.naming = naming;
    }

    /**
     * What goes into the columns of a sequence.
     *
     * @param named token to its value; the AOV by its proper name
     * @param json all tokens as they stand in the path
     */
    record Said(Optional<String> template, Map<String, String> named, Optional<String> json) {
        @Nullable
        String named(String token) {
            return named.get(token);
        }
    }

    /** @param path of any of its files */
    Said of(String path) {
        PathTokens.Finding finding = paths.find(path);
        Map<String, String> tokens = finding.tokens();
        Map<String, String> named = new LinkedHashMap<>(tokens);
        named.computeIfPresent(AOV, (token, aov) -> naming.aovOfPath(aov));
        return new Said(
                finding.template(), named, tokens.isEmpty() ? Optional.empty() : Optional.of(JsonText.of(tokens)));
    }

    /** Works the tokens of every sequence out again, from the path of one of its files. */
    ConfiguredNames.Reapplied reapply(Handle handle) {
        List<SequenceDao.SaidBefore> sequences = dao.allSaid(handle);
        long matched = 0;
        long changed = 0;
        for (SequenceDao.SaidBefore before : sequences) {
            Said said = of(before.path());
            matched += said.template().isPresent() ? 1 : 0;
            if (!before.says(said)) {
                dao.updateTokens(handle, before.sequenceId(), said);
                changed++;
            }
        }
        return new ConfiguredNames.Reapplied(sequences.size(), matched, changed);
    }
}
