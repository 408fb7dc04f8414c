package io.github.exrdex.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether an index has all migrations of this program already, so that Flyway need not be started to find out: that takes
 * it a fifth of a second. Where anything is not as expected the answer is no, and Flyway says what is wrong.
 */
final class AppliedMigrations {
    private AppliedMigrations() {}

    /** @param version the newest migration of this program; they are numbered from 1 */
    static boolean areAll(Statement statement, int version) throws SQLException {
        int expected = 1;
        try (ResultSet row = statement.executeQuery(
                "SELECT script, checksum, success FROM flyway_schema_history ORDER BY installed_rank")) {
            while (row.next()) {
                Integer checksum = checksum("/db/migration/sqlite/" + row.getString("script"));
                boolean same = row.getString("script").startsWith("V%03d__".formatted(expected))
                        && row.getBoolean("success")
                        && checksum != null
                        && checksum == row.getInt("checksum");
                if (!same) {
                    return false;
                }
                expected++;
            }
        }
        return expected == version + 1;
    }

    /** As Flyway counts it: over the lines without their ends. Null where there is no such file. */
    private static @Nullable Integer checksum(String resource) {
        try (InputStream file = AppliedMigrations.class.getResourceAsStream(resource)) {
            if (file == null) {
                return null;
            }
            CRC32 sum = new CRC32();
            BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                sum.update(line.getBytes(StandardCharsets.UTF_8));
            }
            return (int) sum.getValue();
        } catch (IOException e) {
            return null;
        }
    }
}
