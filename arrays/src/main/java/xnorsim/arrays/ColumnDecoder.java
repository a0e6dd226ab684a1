package xnorsim.arrays;

import java.util.Arrays;
import java.util.Optional;
import xnorsim.sim.BitSignal;
import xnorsim.sim.Scope;
import xnorsim.sim.VectorSignal;

/**
 * Loads the spike vector from a bus of B wires, B columns per beat, and drives the M columns with it. With double
 * buffering, a latch {@code shadow} with a flag {@code full} is filled while the columns are in use.
 *
 * <p>Signals: {@code columns}; double-buffered also {@code shadow} and {@code full}.
 */
public final class ColumnDecoder {

    private final int width;
    private final int busWidth;
    private final long[] columns;
    private final VectorSignal.Driver columnsSignal;
    private final Optional<Shadow> shadow;

    private record Shadow(long[] latch, VectorSignal.Driver signal, BitSignal.Driver full) {}

    /** Builds a decoder for M = {@code width} columns on a bus of B = {@code busWidth} wires. */
    public ColumnDecoder(Scope scope, int width, int busWidth, boolean doubleBuffered) {
        if (width < 1 || busWidth < 1) {
            throw new IllegalArgumentException("a decoder of " + width + " columns on a bus of " + busWidth + " wires");
        }
        this.width = width;
        this.busWidth = busWidth;
        this.columns = new long[(width + 63) / 64];
        this.columnsSignal = scope.vector("columns", width, columns);
        if (doubleBuffered) {
            long[] latch = new long[columns.length];
            this.shadow = Optional.of(new Shadow(latch, scope.vector("shadow", width, latch), scope.bit("full")));
        } else {
            this.shadow = Optional.empty();
        }
    }

    /** Beats L = ceil(M / B) that one vector takes. */
    public int beats() {
        return Math.ceilDiv(width, busWidth);
    }

    /** The column register, 64 spikes per word; not to be written. */
    public long[] columns() {
        return columns;
    }

    /** The wires {@code columns}. */
    public VectorSignal columnsSignal() {
        return columnsSignal.signal();
    }

    /** The wires {@code shadow}, double-buffered only. */
    public Optional<VectorSignal> shadowSignal() {
        return shadow.map(s -> s.signal.signal());
    }

    /** The wire {@code full}, double-buffered only. */
    public Optional<BitSignal> fullSignal() {
        return shadow.map(s -> s.full.signal());
    }

    /** Whether the registers are observed, so that every beat must be visible. */
    public boolean isWatched() {
        return columnsSignal.signal().isWatched()
                || (shadow.isPresent() && shadow.get().signal.signal().isWatched());
    }

    /** One beat from the bus into the columns, update phase only. */
    public void load(int beat, long[] vector) {
        copyBeat(beat, vector, columns);
        columnsSignal.updated();
    }

    /**
     * One address event into the columns: beat 0 clears them, beat k sets the vector's k-th spike; update phase only.
     */
    public void loadEvent(int beat, long[] vector) {
        setEvent(beat, vector, columns);
        columnsSignal.updated();
    }

    /** One address event into the shadow latch, which is full after the last one; update phase only. */
    public void prefetchEvent(int beat, long[] vector, boolean last) {
        Shadow s = shadow.orElseThrow();
        setEvent(beat, vector, s.latch);
        s.signal.updated();
        if (last) {
            s.full.set(true);
        }
    }

    /** All beats of a vector at once: for the last beat of an unobserved load. */
    public void loadAll(long[] vector) {
        copy(0, width, vector, columns);
        columnsSignal.updated();
    }

    /** One beat from the bus into the shadow latch, which is full after the last one; update phase only. */
    public void prefetch(int beat, long[] vector) {
        Shadow s = shadow.orElseThrow();
        copyBeat(beat, vector, s.latch);
        s.signal.updated();
        if (beat == beats() - 1) {
            s.full.set(true);
        }
    }

    /** All beats of a vector into the shadow latch at once: for the last beat of an unobserved prefetch. */
    public void prefetchAll(long[] vector) {
        Shadow s = shadow.orElseThrow();
        copy(0, width, vector, s.latch);
        s.signal.updated();
        s.full.set(true);
    }

    /** Transfers the shadow latch to the columns and empties it; update phase only. */
    public void take() {
        Shadow s = shadow.orElseThrow();
        System.arraycopy(s.latch, 0, columns, 0, columns.length);
        s.full.set(false);
        columnsSignal.updated();
    }

    private static void setEvent(int beat, long[] from, long[] to) {
        if (beat == 0) {
            Arrays.fill(to, 0);
        }
        int left = beat;
        for (int k = 0; k < from.length; k++) {
            int spikes = Long.bitCount(from[k]);
            if (left < spikes) {
                long word = from[k];
                while (left-- > 0) {
                    word &= word - 1;
                }
                to[k] |= word & -word;
                return;
            }
            left -= spikes;
        }
    }

    private void copyBeat(int beat, long[] from, long[] to) {
        int begin = Math.multiplyExact(beat, busWidth);
        copy(begin, (int) Math.min(width, (long) begin + busWidth), from, to);
    }

    /**
     * Copies bits begin..end-1 only: a stray 1 beyond the columns would count as a mismatch in every row.
     */
    private static void copy(int begin, int end, long[] from, long[] to) {
        for (int k = begin >> 6; k <= (end - 1) >> 6; k++) {
            long mask = -1L;
            if (k == begin >> 6) {
                mask &= -1L << begin;
            }
            if (k == (end - 1) >> 6) {
                mask &= -1L >>> -end;
            }
            to[k] = (to[k] & ~mask) | (from[k] & mask);
        }
    }
}
