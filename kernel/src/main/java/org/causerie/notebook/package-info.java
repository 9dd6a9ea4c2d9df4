// SPDX-License-Identifier: Apache-2.0
/**
 * Notebooks without Jupyter: run one through a kernel, check it against its saved outputs, write it as a page.
 *
 * <p>Start with {@link org.causerie.notebook.NotebookRunner} to run a notebook and {@link
 * org.causerie.notebook.KernelClient} to talk to a kernel. Nothing here knows how the kernel works: it is
 * started from its kernelspec and spoken to over the Jupyter wire protocol, as any front end does.
 */
package org.causerie.notebook;
