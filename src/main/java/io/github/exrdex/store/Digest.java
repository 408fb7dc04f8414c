package io.github.exrdex.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The name of a shared set: the first 128 bits of the SHA-256 of its content. Hostile files cannot make two sets meet. */
record Digest(long high, long low) {
    /** Written out, as every file asks for it: those of a record go through a method handle. */
    @Override
    public int hashCode() {
        return Long.hashCode(high);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Digest digest && high == digest.high && low == digest.low;
    }

    byte[] bytes() {
        return ByteBuffer.allocate(16).putLong(high).putLong(low).array();
    }

    /** For a setting. */
    String text() {
        return String.format(Locale.ROOT, "%016x%016x", high, low);
    }

    static Builder builder() {
        return new Builder();
    }

    /** Takes fields one by one; each is framed, so that ("ab","c") and ("a","bc") differ. */
    static final class Builder {
        private final MessageDigest sha256;
        private final ByteBuffer number = ByteBuffer.allocate(Long.BYTES);

        private Builder() {
            try {
                sha256 = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has SHA-256", e);
            }
        }

        Builder add(long value) {
            sha256.update(number.clear().putLong(value).flip());
            return this;
        }

        Builder add(String text) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            add(utf8.length);
            sha256.update(utf8);
            return this;
        }

        Builder add(Digest digest) {
            return add(digest.high).add(digest.low);
        }

        Digest build() {
            ByteBuffer hash = ByteBuffer.wrap(sha256.digest());
            return new Digest(hash.getLong(), hash.getLong());
        }
    }
}
