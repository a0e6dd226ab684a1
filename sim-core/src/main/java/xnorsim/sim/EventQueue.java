package xnorsim.sim;

import java.util.Arrays;

/**
 * Pending events ordered by (time, phase, sequence): a 4-ary heap in three parallel arrays. The phase sits in the two
 * top bits of the order word, above the sequence number, so one comparison settles both.
 */
final class EventQueue {

    private static final int PHASE_SHIFT = 61;
    private static final Phase[] PHASES = Phase.values();

    private long[] times = new long[64];
    private long[] orders = new long[64];
    private Event[] events = new Event[64];
    private int size;
    private long sequence;

    boolean isEmpty() {
        return size == 0;
    }

    long firstTimePs() {
        return times[0];
    }

    Phase firstPhase() {
        return PHASES[(int) (orders[0] >>> PHASE_SHIFT)];
    }

    void add(long timePs, Phase phase, Event event) {
        if (size == times.length) {
            times = Arrays.copyOf(times, 2 * size);
            orders = Arrays.copyOf(orders, 2 * size);
            events = Arrays.copyOf(events, 2 * size);
        }
        long order = ((long) phase.ordinal() << PHASE_SHIFT) | sequence++;
        int hole = size++;
        while (hole > 0) {
            int parent = (hole - 1) >>> 2;
            if (times[parent] < timePs || (times[parent] == timePs && orders[parent] < order)) {
                break;
            }
            move(parent, hole);
            hole = parent;
        }
        put(hole, timePs, order, event);
    }

    Event removeFirst() {
        Event first = events[0];
        size--;
        long time = times[size];
        long order = orders[size];
        Event last = events[size];
        int hole = 0;
        for (int child = 1; child < size; child = 4 * hole + 1) {
            int least = child;
            int end = Math.min(child + 4, size);
            for (int c = child + 1; c < end; c++) {
                if (times[c] < times[least] || (times[c] == times[least] && orders[c] < orders[least])) {
                    least = c;
                }
            }
            if (time < times[least] || (time == times[least] && order < orders[least])) {
                break;
            }
            move(least, hole);
            hole = least;
        }
        put(hole, time, order, last);
        return first;
    }

    private void move(int from, int to) {
        times[to] = times[from];
        orders[to] = orders[from];
        events[to] = events[from];
    }

    private void put(int place, long timePs, long order, Event event) {
        times[place] = timePs;
        orders[place] = order;
        events[place] = event;
    }
}
