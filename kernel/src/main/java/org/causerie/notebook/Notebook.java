// SPDX-License-Identifier: Apache-2.0
package org.causerie.notebook;

import com.google.gson.FormattingStyle;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.causerie.CausalException;

/**
 * A Jupyter notebook of format 4. What this class does not know stays as it was: every other member, its
 * order, the form of its numbers.
 */
public final class Notebook {
    private static final Gson GSON = new GsonBuilder()
            .setFormattingStyle(FormattingStyle.PRETTY.withIndent(" "))
            .serializeNulls()
            .disableHtmlEscaping()
            .create();

    /** What one run of a code cell left behind. */
    record Ran(Optional<Integer> executionCount, List<Output> outputs) {}

    private final JsonObject json;
    private final List<Cell> cells;

    private Notebook(JsonObject json) {
        this.json = json;
        List<Cell> list = new ArrayList<>();
        for (JsonElement cell : json.getAsJsonArray("cells"))
            list.add(new Cell(list.size() + 1, cell.getAsJsonObject()));
        cells = List.copyOf(list);
    }

    /**
     * Reads a notebook file.
     *
     * @throws CausalException when there is no such file or it is no notebook of format 4
     */
    public static Notebook read(Path file) {
        try {
            return parse(Files.readString(file), file.toString());
        } catch (NoSuchFileException e) {
            throw new CausalException("There is no notebook " + file, e);
        } catch (CharacterCodingException e) {
            throw new CausalException(file + " is no notebook: it is not text in UTF-8", e);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    /** Reads a notebook from its JSON; {@code name} is what an error calls it. */
    static Notebook parse(String text, String name) {
        JsonElement root;
        try {
            root = JsonParser.parseString(text);
        } catch (JsonParseException e) {
            throw new CausalException(name + " is no notebook: " + e.getMessage(), e);
        }
        if (!(root instanceof JsonObject json) || !json.has("nbformat")) {
            throw new CausalException(name + " is no notebook: it is JSON without \"nbformat\"");
        }
        int format = json.get("nbformat").getAsInt();
        if (format != 4 || !(json.get("cells") instanceof JsonArray)) {
            throw new CausalException(name + " is a notebook of format " + format
                    + "; format 4 is read here: open it in Jupyter and save it again");
        }
        return new Notebook(json);
    }

    /** Every cell in order. */
    public List<Cell> cells() {
        return cells;
    }

    /** The language cells are written in, or the empty string where the notebook does not say. */
    public String language() {
        if (!(json.get("metadata") instanceof JsonObject metadata)) return "";
        String language = member(metadata, "language_info", "name");
        return language.isEmpty() ? member(metadata, "kernelspec", "language") : language;
    }

    /** The text of the first heading, or {@code otherwise}. */
    public String title(String otherwise) {
        return cells.stream()
                .filter(Cell::isMarkdown)
                .flatMap(cell -> cell.source().lines())
                .filter(line -> line.startsWith("# "))
                .map(line -> line.substring(2).strip())
                .findFirst()
                .orElse(otherwise);
    }

    /** A copy in which the cells with these numbers have run and left this, and all other code cells nothing. */
    Notebook withRuns(Map<Integer, Ran> runs) {
        JsonObject copy = json.deepCopy();
        for (Cell cell : new Notebook(copy).cells) {
            if (!cell.isCode()) continue;
            Ran ran = runs.getOrDefault(cell.number(), new Ran(Optional.empty(), List.of()));
            JsonArray outputs = new JsonArray();
            ran.outputs().forEach(output -> outputs.add(output.split().json()));
            cell.json().add("outputs", outputs);
            cell.json()
                    .add("execution_count", GSON.toJsonTree(ran.executionCount().orElse(null)));
        }
        return new Notebook(copy);
    }

    /** The notebook as Jupyter would save it: one blank of indent, a line end at the end. */
    public String text() {
        return GSON.toJson(json) + "\n";
    }

    public void write(Path file) {
        try {
            Files.writeString(file, text());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }

    private static String member(JsonObject json, String outer, String inner) {
        return json.get(outer) instanceof JsonObject object ? Output.joined(object.get(inner)) : "";
    }
}
