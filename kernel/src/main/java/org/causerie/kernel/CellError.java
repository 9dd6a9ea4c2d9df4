// SPDX-License-Identifier: Apache-2.0
package org.causerie.kernel;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;

/** Why a cell failed, as the front end is to show it. */
final class CellError extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String name;
    private final String value;
    private final List<String> traceback;

    CellError(String name, String value, List<String> traceback) {
        super(name + ": " + value);
        this.name = name;
        this.value = value;
        this.traceback = List.copyOf(traceback);
    }

    /** The members {@code ename}, {@code evalue} and {@code traceback} of the protocol. */
    JsonObject json() {
        JsonObject json = new JsonObject();
        json.addProperty("ename", name);
        json.addProperty("evalue", value);
        JsonArray lines = new JsonArray();
        traceback.forEach(lines::add);
        json.add("traceback", lines);
        return json;
    }
}
