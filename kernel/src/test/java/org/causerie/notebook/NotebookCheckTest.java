// SPDX-License-Identifier: Apache-2.0
package org.causerie.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.causerie.notebook.Notebooks.code;
import static org.causerie.notebook.Notebooks.value;
import static org.causerie.notebook.Notebooks.with;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NotebookCheckTest {
    private static List<String> differences(JsonObject saved, JsonObject found) {
        return NotebookCheck.compare(Notebooks.of(saved), Notebooks.of(found)).stream()
                .map(NotebookCheck.Difference::what)
                .toList();
    }

    private static List<String> differences(Output saved, Output found) {
        return differences(code("x", saved), code("x", found));
    }

    @Test
    void textNumbersTablesFormulasAndSvgCountToTheLastCharacter() {
        for (String type : List.of("text/plain", "text/html", "text/latex", "image/svg+xml")) {
            assertThat(differences(value(type, "0.3412"), value(type, "0.3412")))
                    .isEmpty();
            assertThat(differences(value(type, "0.3412"), value(type, "0.3413")))
                    .containsExactly(type);
            assertThat(differences(value(type, "a"), value(type, "a "))).containsExactly(type);
        }
    }

    @Test
    void pixelsCountByBeingThere() {
        assertThat(differences(value("image/png", "AAAA"), value("image/png", "BBBB")))
                .isEmpty();
        assertThat(differences(value("image/png", "AAAA", "text/plain", "p"), value("text/plain", "p")))
                .containsExactly("image/png");
    }

    @Test
    void valuesMoreOrFewerOrOfAnotherKindAreDifferences() {
        JsonObject one = code("x", value("text/plain", "1"));
        JsonObject two = code("x", value("text/plain", "1"), value("text/plain", "2"));
        assertThat(differences(one, two)).hasSize(1);
        assertThat(differences(two, one)).hasSize(1);
        JsonObject data = new JsonObject();
        data.addProperty("text/plain", "1");
        Output result = Output.value(data, new JsonObject(), Optional.of(1));
        assertThat(differences(value("text/plain", "1"), result)).containsExactly("kind of output");
    }

    @Test
    void streamsCountAsWholesEachOnItsOwn() {
        JsonObject saved =
                code("x", Output.stream("stdout", "ab"), Output.stream("stderr", "w"), Output.stream("stdout", "c"));
        assertThat(differences(saved, code("x", Output.stream("stderr", "w"), Output.stream("stdout", "abc"))))
                .isEmpty();
        assertThat(differences(saved, code("x", Output.stream("stderr", "v"), Output.stream("stdout", "abc"))))
                .containsExactly("stderr");
    }

    @Test
    void expectedErrorsCountByNameAndMessage() {
        Output error = Output.error("E", "wrong", new JsonArray());
        assertThat(differences(error, Output.error("E", "wrong", new JsonArray())))
                .isEmpty();
        assertThat(differences(error, Output.error("E", "other", new JsonArray())))
                .containsExactly("error");
        assertThat(differences(error, value("text/plain", "1"))).containsExactly("kind of output");
    }

    @Test
    void progressBarsDoNotCountAndVaryingCellsAreNotCompared() {
        JsonObject metadata = Notebooks.json("{'causerie': {'progress': true}}");
        Output bar = Output.value(Notebooks.json("{'text/plain': '100 %'}"), metadata, Optional.empty());
        assertThat(differences(code("x", bar, value("text/plain", "1")), code("x", value("text/plain", "1"))))
                .isEmpty();
        String varies = "{'causerie': {'varies': 'tells of the machine'}}";
        assertThat(differences(with(code("x", value("text/plain", "1")), varies), code("x", value("text/plain", "2"))))
                .isEmpty();
    }

    @Test
    void aCellNeverRunIsADifference() {
        JsonObject never = code("x");
        never.add("execution_count", JsonNull.INSTANCE);
        assertThat(differences(never, code("x", value("text/plain", "1")))).containsExactly("never run and saved");
    }

    @Test
    void theFirstLineThatDiffersIsTold() {
        String text = NotebookCheck.compare(
                        Notebooks.of(code("x", value("text/plain", "a\nb\nc"))),
                        Notebooks.of(code("x", value("text/plain", "a\nB\nc"))))
                .get(0)
                .text();
        assertThat(text).isEqualTo("cell 1, text/plain, line 2\n    saved: b\n    found: B");
    }
}
