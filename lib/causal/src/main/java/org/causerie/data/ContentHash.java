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
    private static final int ROWS_AT_ONCE = 1024;

    private final Checksum first = new CRC32();
    private final Checksum second = new CRC32C();
    private final long[] block = new long[ROWS_AT_ONCE];
    private final ByteBuffer bytes = ByteBuffer.allocate(ROWS_AT_ONCE * Long.BYTES);

    private ContentHash() {}

    static String of(Dataset data) {
        ContentHash hash = new ContentHash();
        for (Column column : data.columns()) hash.add(column);
        if (data.weightColumn().isPresent()) {
            Weights weights = data.weightColumn().get();
            hash.add(weights.counts() ? "counts" : "weights");
            hash.add(weights.column());
        }
        if (data.groupColumn().isPresent()) {
            hash.add("groups");
            hash.add(data.groupColumn().get());
        }
        return HexFormat.of().toHexDigits(hash.first.getValue() << 32 | hash.second.getValue());
    }

    private void add(Column column) {
        add(column.name());
        add(column.kind().name());
        add(column.unit().orElse(""));
        for (String level : column.levels()) add(level);
        double[] values = column.values();
        for (int start = 0; start < values.length; start += ROWS_AT_ONCE) {
            int rows = Math.min(values.length - start, ROWS_AT_ONCE);
            fill(values, start, rows);
            bytes.asLongBuffer().put(block, 0, rows);
            add(bytes.array(), rows * Long.BYTES);
        }
    }

    private void fill(double[] values, int start, int rows) {
        // adding 0 makes the two zeros one
        for (int i = 0; i < rows; i++) block[i] = Double.doubleToLongBits(values[start + i] + 0.0);
    }

    private void add(String text) {
        byte[] letters = text.getBytes(StandardCharsets.UTF_8);
        add(ByteBuffer.allocate(Integer.BYTES).putInt(letters.length).array(), Integer.BYTES);
        add(letters, letters.length);
    }

    private void add(byte[] bytes, int length) {
        first.update(bytes, 0, length);
        second.update(bytes, 0, length);
    }
}
