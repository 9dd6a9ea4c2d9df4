// SPDX-License-Identifier: Apache-2.0
package org.causerie.kernel;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jdk.jshell.Snippet;

/** Which cell and line a snippet came from. */
final class Sources {
    /** A cell, or a script, that code came from. */
    record Cell(String name, String code) {
        /** A line, counted from 1; empty where there is none of that number. */
        String line(int number) {
            List<String> lines = Arrays.asList(code.split("\n", -1));
            return number >= 1 && number <= lines.size() ? lines.get(number - 1) : "";
        }
    }

    /** A place in a cell, lines counted from 1. */
    record Place(Cell cell, int line) {
        @Override
        public String toString() {
            return cell.name() + ", line " + line;
        }
    }

    private final Map<String, Place> starts = new HashMap<>();

    /** Notes that a snippet starts at this place. */
    void add(Snippet snippet, Place start) {
        starts.put(snippet.id(), start);
    }

    /** Where a snippet that was noted starts. */
    Place start(Snippet snippet) {
        return starts.get(snippet.id());
    }

    /** The place of a frame as JShell translates it: its file is {@code #} and the snippet's id. */
    Optional<Place> place(StackTraceElement frame) {
        String file = frame.getFileName();
        if (file == null || !file.startsWith("#")) return Optional.empty();
        Place start = starts.get(file.substring(1));
        return Optional.ofNullable(start)
                .map(place -> new Place(place.cell(), place.line() + frame.getLineNumber() - 1));
    }
}
