// SPDX-License-Identifier: Apache-2.0
/**
 * The Jupyter kernel: Java cells on JShell, in this process.
 *
 * <p>Start with {@link org.causerie.kernel.Main}. Messages come in through {@code Channels} to {@code
 * JavaKernel}; {@code Session} splits a cell into snippets and evaluates them; {@code CellExecution} runs the
 * compiled snippets on a thread of their own, after {@code Weaver} has made them interruptible; {@code
 * Rendering} turns values into MIME bundles; {@link org.causerie.kernel.Notebook} holds the functions that
 * cells call by their plain names. Of the library only {@code Displayable} and {@code Progress} are known here.
 */
package org.causerie.kernel;
