// SPDX-License-Identifier: Apache-2.0
package org.causerie.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.causerie.CausalException;
import org.causerie.Progress;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;
import tech.tablesaw.io.csv.CsvReader;

/** Reads a separated file; looks it over first, so that what is wrong is said with line and column. */
final class CsvFile {
    /** What a byte of file needs in memory while it is read: texts, then numbers beside them. */
    private static final int MEMORY_PER_BYTE = 4;

    private CsvFile() {}

    static Dataset read(Path file, char separator) {
        String name = "The file " + file;
        if (!Files.exists(file)) {
            throw new CausalException(name + " does not exist; the working folder is "
                    + Path.of("").toAbsolutePath());
        }
        if (Files.isDirectory(file)) throw new CausalException(name + " is a folder; name a file in it");
        try {
            requireMemory(name, Files.size(file), Runtime.getRuntime().maxMemory());
            try (BufferedReader reader = Files.newBufferedReader(file)) {
                new Survey(name, reader, separator).run();
            }
            try (BufferedReader reader = Files.newBufferedReader(file)) {
                return Tables.dataset(table(reader, separator));
            }
        } catch (CharacterCodingException e) {
            throw new CausalException(name + " is not text in UTF-8; save it again in that encoding", e);
        } catch (IOException e) {
            throw new CausalException(name + " cannot be read: " + e.getMessage(), e);
        }
    }

    static void requireMemory(String name, long size, long heap) {
        if (size <= heap / MEMORY_PER_BYTE) return;
        throw new CausalException(String.format(
                Locale.ROOT,
                "%s has %.1f GB, and reading it takes about %.1f GB of memory; this Java may use %.1f GB."
                        + " Start it with -Xmx%.0fg, or make a smaller file of the columns and rows you need",
                name,
                size / 1e9,
                MEMORY_PER_BYTE * size / 1e9,
                heap / 1e9,
                Math.ceil(MEMORY_PER_BYTE * size / 1e9)));
    }

    private static Table table(Reader reader, char separator) {
        CsvReadOptions options = CsvReadOptions.builder(reader)
                .separator(separator)
                .sample(false)
                .locale(Locale.ROOT)
                .ignoreZeroDecimal(false)
                .maxNumberOfColumns(100_000)
                .maxCharsPerColumn(1_000_000)
                .build();
        return new CsvReader().read(options);
    }

    /** One pass over the characters: counts fields by line, minding quotes. */
    private static final class Survey {
        private final String name;
        private final Reader reader;
        private final char separator;
        private final List<String> header = new ArrayList<>();
        private final StringBuilder field = new StringBuilder();
        private int fields = 1;
        private long line = 1;
        private long started = 1;
        private long dataRows;
        private boolean quoted;
        private boolean blank = true;
        private boolean inHeader = true;

        Survey(String name, Reader reader, char separator) {
            this.name = name;
            this.reader = reader;
            this.separator = separator;
        }

        void run() throws IOException {
            char[] buffer = new char[1 << 16];
            for (int read = reader.read(buffer); read >= 0; read = reader.read(buffer)) {
                Progress.checkpoint();
                for (int i = 0; i < read; i++) next(buffer[i]);
            }
            if (quoted) {
                throw new CausalException(
                        name + " has a quote that opens on line " + started + " and never closes; close or remove it");
            }
            endOfRow();
            if (header.isEmpty()) throw new CausalException(name + " is empty; a header line and data are needed");
            if (dataRows == 0) {
                throw new CausalException(name + " has a header (" + Column.shortened(header)
                        + ") but no rows; at least one row of data is needed");
            }
        }

        private void next(char c) {
            if (c == '\n') line++;
            if (c == '"') quoted = !quoted;
            if (c == '\n' && !quoted) {
                endOfRow();
                started = line;
                return;
            }
            if (c == separator && !quoted) {
                if (inHeader) endOfHeaderField();
                fields++;
                blank = false;
                return;
            }
            blank &= Character.isWhitespace(c) || c == '\ufeff';
            if (inHeader) field.append(c);
        }

        private void endOfHeaderField() {
            header.add(field.toString().replace("\ufeff", "").replace("\"", "").strip());
            field.setLength(0);
        }

        private void endOfRow() {
            if (!blank && inHeader) {
                endOfHeaderField();
                inHeader = false;
                requireHeader();
            } else if (!blank) {
                dataRows++;
                if (fields != header.size()) {
                    throw new CausalException(
                            name + " has " + fields + " fields on line " + started + ", but the header names "
                                    + header.size() + " columns; every line must have the same number");
                }
            }
            fields = 1;
            blank = true;
        }

        private void requireHeader() {
            Set<String> seen = new HashSet<>();
            for (int i = 0; i < header.size(); i++) {
                if (header.get(i).isEmpty()) {
                    throw new CausalException(name + " has no name for column " + (i + 1) + " in its header; add one");
                }
                if (!seen.add(header.get(i))) {
                    throw new CausalException(name + " has two columns named \"" + header.get(i) + "\"; rename one");
                }
            }
            String only = header.get(0);
            if (header.size() == 1 && (only.indexOf(';') >= 0 || only.indexOf('\t') >= 0)) {
                throw new CausalException(name + " does not seem to be separated by '" + separator
                        + "'; its header is \"" + only + "\". Name the separator: Dataset.csv(file, ';') or '\\t'");
            }
        }
    }
}
