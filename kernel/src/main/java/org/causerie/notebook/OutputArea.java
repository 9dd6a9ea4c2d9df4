// SPDX-License-Identifier: Apache-2.0
package org.causerie.notebook;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns what a kernel publishes into the outputs a notebook keeps, as a front end does: pieces of a stream
 * joined, displays updated in place also in cells above, outputs cleared when asked.
 */
final class OutputArea {
    private static final class Slot {
        Output output;

        Slot(Output output) {
            this.output = output;
        }
    }

    private final Map<String, List<Slot>> displays = new HashMap<>();
    private List<Slot> current = new ArrayList<>();
    private Optional<Integer> executionCount = Optional.empty();
    private boolean clearNext;

    /** One cell's outputs, which later cells may still update. */
    static final class Kept {
        private final Optional<Integer> executionCount;
        private final List<Slot> slots;

        private Kept(Optional<Integer> executionCount, List<Slot> slots) {
            this.executionCount = executionCount;
            this.slots = slots;
        }

        /** The outputs as they are now; what was updated to nothing is gone. */
        Notebook.Ran ran() {
            return new Notebook.Ran(
                    executionCount,
                    slots.stream()
                            .map(slot -> slot.output)
                            .filter(output ->
                                    !output.isValue() || !output.types().isEmpty())
                            .toList());
        }
    }

    /** Starts the next cell. */
    Kept begin() {
        current = new ArrayList<>();
        executionCount = Optional.empty();
        clearNext = false;
        return end();
    }

    /** What the cell has shown so far. */
    Kept end() {
        return new Kept(executionCount, current);
    }

    void published(Message message) {
        JsonObject content = message.content();
        switch (message.type()) {
            case "execute_input" ->
                executionCount = Optional.of(content.get("execution_count").getAsInt());
            case "stream" -> stream(message.text("name"), message.text("text"));
            case "display_data" -> add(value(content, Optional.empty()), displayId(content));
            case "execute_result" ->
                add(value(content, Optional.of(content.get("execution_count").getAsInt())), displayId(content));
            case "update_display_data" -> update(content);
            case "error" ->
                add(
                        Output.error(
                                message.text("ename"), message.text("evalue"), content.getAsJsonArray("traceback")),
                        Optional.empty());
            case "clear_output" ->
                clear(content.has("wait") && content.get("wait").getAsBoolean());
            default -> {}
        }
    }

    private void stream(String name, String text) {
        clearWhenDue();
        Slot last = current.isEmpty() ? null : current.get(current.size() - 1);
        if (last != null && last.output.isStream() && last.output.text("name").equals(name)) {
            last.output = Output.stream(name, last.output.text("text") + text);
        } else {
            add(Output.stream(name, text), Optional.empty());
        }
    }

    private void add(Output output, Optional<String> displayId) {
        clearWhenDue();
        Slot slot = new Slot(output);
        current.add(slot);
        displayId.ifPresent(
                id -> displays.computeIfAbsent(id, unseen -> new ArrayList<>()).add(slot));
    }

    private void update(JsonObject content) {
        for (Slot slot : displayId(content).map(displays::get).orElse(List.of())) {
            JsonObject updated = slot.output.json().deepCopy();
            updated.add("data", object(content, "data"));
            updated.add("metadata", object(content, "metadata"));
            slot.output = new Output(updated);
        }
    }

    private void clear(boolean wait) {
        clearNext = wait;
        if (!wait) current.clear();
    }

    private void clearWhenDue() {
        if (clearNext) clear(false);
    }

    private static Output value(JsonObject content, Optional<Integer> count) {
        return Output.value(object(content, "data"), object(content, "metadata"), count);
    }

    private static Optional<String> displayId(JsonObject content) {
        JsonElement id = object(content, "transient").get("display_id");
        return id == null || id.isJsonNull() ? Optional.empty() : Optional.of(id.getAsString());
    }

    private static JsonObject object(JsonObject content, String member) {
        return content.get(member) instanceof JsonObject object ? object : new JsonObject();
    }
}
