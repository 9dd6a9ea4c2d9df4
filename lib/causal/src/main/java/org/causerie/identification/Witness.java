// SPDX-License-Identifier: Apache-2.0
package org.causerie.identification;

import org.causerie.Displayable;

/** Why a graph does not answer a query: something in it that a person can look at and check. */
public sealed interface Witness extends Displayable
        permits PathWitness, Hedge, Thicket, SelectionObstacle, MissingnessObstacle, WorldConflict, ClassObstacle {}
