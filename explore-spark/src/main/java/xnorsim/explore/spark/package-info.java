/**
 * Studies on Apache Spark: the points of {@code xnorsim.explore}, simulated on the machines of a cluster.
 *
 * <p>Only where points are simulated is decided here; which points there are, the journal and the files of results are
 * those of a local run, so that results are the same bytes.
 */
@NullMarked
package xnorsim.explore.spark;

import org.jspecify.annotations.NullMarked;
