package io.github.exrdex.parse;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Text of a file, which the format does not promise to be UTF-8. What is none is shown with {@code \xNN} for each odd byte.
 */
final class FileText {
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    /** What Java puts in the place of bytes that are no UTF-8; a text may also hold one of its own. */
    private static final char REPLACEMENT = '\ufffd';

    private FileText() {}

    /** Empty where the bytes are not UTF-8. */
    static Optional<String> utf8(byte[] bytes, int from, int to) {
        String lenient = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        if (lenient.indexOf(REPLACEMENT) < 0) {
            return Optional.of(lenient);
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, from, to - from))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** What is UTF-8 as text, each other byte as {@code \xNN}. For people; the bytes themselves are kept beside it. */
    static String shown(byte[] bytes, int from, int to) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes, from, to - from);
        CharBuffer out = CharBuffer.allocate(to - from);
        StringBuilder text = new StringBuilder();
        while (true) {
            CoderResult result = decoder.decode(in, out, true);
            text.append(out.flip());
            out.clear();
            if (result.isUnderflow()) {
                return text.toString();
            }
            for (int i = 0; i < result.length(); i++) {
                int odd = in.get() & 0xff;
                text.append("\\x").append(HEX[odd >> 4]).append(HEX[odd & 0xf]);
            }
            decoder.reset();
        }
    }

    static String hex(byte[] bytes, int from, int to) {
        StringBuilder text = new StringBuilder(2 * (to - from));
        for (int i = from; i < to; i++) {
            text.append(HEX[(bytes[i] >> 4) & 0xf]).append(HEX[bytes[i] & 0xf]);
        }
        return text.toString();
    }
}
