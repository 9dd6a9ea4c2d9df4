// SPDX-License-Identifier: Apache-2.0
package org.causerie.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/**
 * The CRC-32 and the CRC-32C of everything a data set holds: 64 bits that tell data sets apart, not forgeries. Java computes both
 * by instructions of the processor from the first call on, where a digest first waits for its compiler.
 */
final class ContentHash {
    private static final int ROWS_AT_ONCE = 8192;

    private final Checksum first = new CRC32();
    private final Checksum second = new CRC32C();

    private ContentHash() {}

    static String of(Dataset data) {
        ContentHash hash = new ContentHash();
        data.columns().forEach(hash::add);
        data.weightColumn().ifPresent(weights -> {
            hash.add(weights.counts() ? "counts" : "weights");
            hash.add(weights.column());
        });
        data.groupColumn().ifPresent(column -> {
            hash.add("groups");
            hash.add(column);
        });
        return HexFormat.of().toHexDigits(hash.first.getValue() << 32 | hash.second.getValue());
    }

    private void add(Column column) {
        add(column.name());
        add(column.kind().name());
        add(column.unit().orElse(""));
        column.levels().forEach(this::add);
        double[] values = column.values();
        for (int start = 0; start < values.length; start += ROWS_AT_ONCE) {
            int end = Math.min(values.length, start + ROWS_AT_ONCE);
            long[] block = new long[end - start];
            // adding 0 makes the two zeros one
            for (int i = 0; i < block.length; i++) block[i] = Double.doubleToLongBits(values[start + i] + 0.0);
            ByteBuffer bytes = ByteBuffer.allocate(block.length * Long.BYTES);
            bytes.asLongBuffer().put(block);
            add(bytes.array());
        }
    }

    private void add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        add(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        add(bytes);
    }

    private void add(byte[] bytes) {
        first.update(bytes);
        second.update(bytes);
    }
}
