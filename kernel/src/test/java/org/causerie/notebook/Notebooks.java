// SPDX-License-Identifier: Apache-2.0
package org.causerie.notebook;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.Optional;

/** Small notebooks and messages for tests. */
final class Notebooks {
    private Notebooks() {}

    static Notebook of(JsonObject... cells) {
        JsonArray array = new JsonArray();
        for (JsonObject cell : cells) array.add(cell);
        JsonObject root = json("{'nbformat': 4, 'nbformat_minor': 5, 'metadata': {}}");
        root.add("cells", array);
        return Notebook.parse(root.toString(), "test");
    }

    static JsonObject markdown(String source) {
        JsonObject cell = json("{'cell_type': 'markdown', 'metadata': {}}");
        cell.addProperty("source", source);
        return cell;
    }

    static JsonObject code(String source, Output... outputs) {
        JsonObject cell = json("{'cell_type': 'code', 'metadata': {}, 'execution_count': 1}");
        cell.addProperty("source", source);
        JsonArray array = new JsonArray();
        for (Output output : outputs) array.add(output.json());
        cell.add("outputs", array);
        return cell;
    }

    static JsonObject with(JsonObject cell, String metadata) {
        cell.add("metadata", json(metadata));
        return cell;
    }

    /** A displayed value from pairs of MIME type and text. */
    static Output value(String... typesAndTexts) {
        JsonObject data = new JsonObject();
        for (int i = 0; i < typesAndTexts.length; i += 2) data.addProperty(typesAndTexts[i], typesAndTexts[i + 1]);
        return Output.value(data, new JsonObject(), Optional.empty());
    }

    static Message published(String type, String content) {
        return Message.of(Message.Channel.IOPUB, "session", type, json(content));
    }

    /** JSON with single quotes. */
    static JsonObject json(String text) {
        return JsonParser.parseString(text.replace('\'', '"')).getAsJsonObject();
    }
}
