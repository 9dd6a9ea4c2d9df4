// SPDX-License-Identifier: Apache-2.0
package org.causerie.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OutputAreaTest {
    private final OutputArea area = new OutputArea();

    private void stream(String name, String text) {
        area.published(Notebooks.published("stream", "{'name': '" + name + "', 'text': '" + text + "'}"));
    }

    private void display(String type, String text, String id) {
        area.published(Notebooks.published(
                type,
                "{'data': {'text/plain': '" + text + "'}, 'metadata': {}, 'transient': {'display_id': '" + id + "'}}"));
    }

    private static List<String> texts(OutputArea.Kept kept) {
        return kept.ran().outputs().stream()
                .map(output -> output.isStream()
                        ? output.text("name") + ":" + output.text("text")
                        : output.isError()
                                ? output.text("ename")
                                : output.data("text/plain").orElseThrow())
                .toList();
    }

    @Test
    void piecesOfAStreamAreJoinedUntilSomethingElseComes() {
        area.begin();
        stream("stdout", "a");
        stream("stdout", "b");
        stream("stderr", "c");
        stream("stdout", "d");
        assertThat(texts(area.end())).containsExactly("stdout:ab", "stderr:c", "stdout:d");
    }

    @Test
    void aDisplayIsUpdatedInPlaceAlsoInCellsAboveAndGoneWhenEmpty() {
        area.begin();
        display("display_data", "old", "x");
        display("display_data", "bar", "bar");
        OutputArea.Kept above = area.end();
        area.begin();
        display("display_data", "copy", "x");
        display("update_display_data", "new", "x");
        area.published(Notebooks.published(
                "update_display_data", "{'data': {}, 'metadata': {}, 'transient': {'display_id': 'bar'}}"));
        display("update_display_data", "lost", "unknown");
        assertThat(texts(above)).containsExactly("new");
        assertThat(texts(area.end())).containsExactly("new");
    }

    @Test
    void clearingWaitsForTheNextOutputWhenAskedTo() {
        area.begin();
        stream("stdout", "a");
        area.published(Notebooks.published("clear_output", "{'wait': true}"));
        assertThat(texts(area.end())).containsExactly("stdout:a");
        stream("stdout", "b");
        assertThat(texts(area.end())).containsExactly("stdout:b");
        area.published(Notebooks.published("clear_output", "{'wait': false}"));
        assertThat(texts(area.end())).isEmpty();
    }

    @Test
    void theResultTheCountAndTheErrorAreKept() {
        area.begin();
        area.published(Notebooks.published("execute_input", "{'code': '1', 'execution_count': 4}"));
        area.published(Notebooks.published(
                "execute_result", "{'data': {'text/plain': '1'}, 'metadata': {}, 'execution_count': 4}"));
        area.published(Notebooks.published("error", "{'ename': 'E', 'evalue': 'v', 'traceback': ['t']}"));
        Notebook.Ran ran = area.end().ran();
        assertThat(ran.executionCount()).contains(4);
        assertThat(texts(area.end())).containsExactly("1", "E");
        assertThat(ran.outputs().get(0).type()).isEqualTo("execute_result");
        assertThat(ran.outputs().get(1).traceback()).containsExactly("t");
    }
}
