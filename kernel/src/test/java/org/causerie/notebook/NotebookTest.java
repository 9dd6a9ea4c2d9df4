// SPDX-License-Identifier: Apache-2.0
package org.causerie.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.causerie.CausalException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotebookTest {
    /** As Jupyter saves it: one blank of indent, a line end at the end, members it knows and we do not. */
    private static final String SAVED = """
            {
             "cells": [
              {
               "cell_type": "markdown",
               "id": "a1",
               "metadata": {
                "collapsed": true
               },
               "source": [
                "# Why? é <b>\\n",
                "two"
               ]
              },
              {
               "cell_type": "code",
               "execution_count": 7,
               "id": "a2",
               "metadata": {
                "unknown": {
                 "number": 1.50,
                 "big": 12345678901234567890
                }
               },
               "outputs": [
                {
                 "name": "stdout",
                 "output_type": "stream",
                 "text": [
                  "one\\n",
                  "two"
                 ]
                }
               ],
               "source": []
              }
             ],
             "metadata": {
              "future": null,
              "kernelspec": {
               "language": "java"
              }
             },
             "nbformat": 4,
             "nbformat_minor": 5,
             "extra": [
              1e5
             ]
            }
            """;

    @Test
    void whatIsReadIsWrittenAgainToTheByte(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("a b.ipynb"), SAVED);
        Notebook notebook = Notebook.read(file);
        notebook.write(file);
        assertThat(Files.readString(file)).isEqualTo(SAVED);
        assertThat(notebook.language()).isEqualTo("java");
        assertThat(notebook.title("other")).isEqualTo("Why? é <b>");
        assertThat(notebook.cells().get(0).source()).isEqualTo("# Why? é <b>\ntwo");
        assertThat(notebook.cells().get(1).outputs().get(0).text("text")).isEqualTo("one\ntwo");
        assertThat(notebook.cells().get(1).executionCount()).contains(7);
    }

    @Test
    void aRunReplacesEveryOutputAndNothingElse() {
        Notebook before = Notebook.parse(SAVED, "test");
        Output svg = Notebooks.value("image/svg+xml", "<svg>\n</svg>", "application/json", "{}");
        Notebook after = before.withRuns(Map.of(2, new Notebook.Ran(Optional.of(1), List.of(svg))));
        assertThat(JsonParser.parseString(after.text())
                        .getAsJsonObject()
                        .getAsJsonArray("cells")
                        .get(1)
                        .getAsJsonObject()
                        .get("outputs")
                        .toString())
                .isEqualTo("[{\"data\":{\"image/svg+xml\":[\"<svg>\\n\",\"</svg>\"],\"application/json\":\"{}\"},"
                        + "\"metadata\":{},\"output_type\":\"display_data\"}]");
        assertThat(after.cells().get(1).executionCount()).contains(1);
        assertThat(after.cells().get(1).json().get("metadata"))
                .isEqualTo(before.cells().get(1).json().get("metadata"));
        assertThat(before.text()).isEqualTo(SAVED);
        Notebook none = before.withRuns(Map.of());
        assertThat(none.cells().get(1).outputs()).isEmpty();
        assertThat(none.cells().get(1).executionCount()).isEmpty();
    }

    @Test
    void whatIsNoNotebookIsRefusedWithASentence(@TempDir Path folder) throws Exception {
        Path binary = Files.write(folder.resolve("binary.ipynb"), new byte[] {(byte) 0xc3, (byte) 0x28});
        Path folderItself = Files.createDirectory(folder.resolve("folder.ipynb"));
        assertThatThrownBy(() -> Notebook.read(binary))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("UTF-8");
        assertThatThrownBy(() -> Notebook.read(folder.resolve("none.ipynb")))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("There is no notebook");
        assertThatThrownBy(() -> Notebook.read(folderItself)).hasMessageContaining("Cannot read");
        assertThatThrownBy(() -> Notebook.parse("{\"nbformat\": 3, \"worksheets\": []}", "old.ipynb"))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("format 3");
        assertThatThrownBy(() -> Notebook.parse("{\"cells\": []}", "x"))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("nbformat");
        assertThatThrownBy(() -> Notebook.parse("[1, 2", "x")).isInstanceOf(CausalException.class);
    }
}
