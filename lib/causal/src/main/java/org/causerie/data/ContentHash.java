// SPDX-License-Identifier: Apache-2.0
package org.causerie.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The first half of the SHA-256 of everything a data set holds. */
final class ContentHash {
    private static final int ROWS_AT_ONCE = 8192;

    private final MessageDigest digest;

    private ContentHash(MessageDigest digest) {
        this.digest = digest;
    }

    static String of(Dataset data) {
        try {
            ContentHash hash = new ContentHash(MessageDigest.getInstance("SHA-256"));
            data.columns().forEach(hash::add);
            data.weightColumn().ifPresent(weights -> {
                hash.add(weights.counts() ? "counts" : "weights");
                hash.add(weights.column());
            });
            data.groupColumn().ifPresent(column -> {
                hash.add("groups");
                hash.add(column);
            });
            return HexFormat.of().formatHex(hash.digest.digest(), 0, 16);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java has SHA-256", impossible);
        }
    }

    private void add(Column column) {
        add(column.name());
        add(column.kind().name());
        add(column.unit().orElse(""));
        column.levels().forEach(this::add);
        double[] values = column.values();
        for (int start = 0; start < values.length; start += ROWS_AT_ONCE) {
            int end = Math.min(values.length, start + ROWS_AT_ONCE);
            ByteBuffer bytes = ByteBuffer.allocate((end - start) * Double.BYTES);
            // adding 0 makes the two zeros one
            for (int row = start; row < end; row++) bytes.putLong(Double.doubleToLongBits(values[row] + 0.0));
            digest.update(bytes.array());
        }
    }

    private void add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        digest.update(bytes);
    }
}
