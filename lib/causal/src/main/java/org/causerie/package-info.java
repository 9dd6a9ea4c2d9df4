// SPDX-License-Identifier: Apache-2.0
/** What every part of the library shares: randomness, errors, progress, how a value shows itself. */
package org.causerie;
