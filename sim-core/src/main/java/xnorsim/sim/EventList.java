package xnorsim.sim;

import java.util.Arrays;

/** Events of one phase of the present instant, first in, first out; grows, never shrinks. */
final class EventList {

    private static final Event NONE = () -> {};

    private Event[] events = new Event[16];
    private int head;
    private int tail;

    EventList() {
        Arrays.fill(events, NONE);
    }

    boolean isEmpty() {
        return head == tail;
    }

    void add(Event event) {
        if (tail == events.length) {
            events = Arrays.copyOf(events, 2 * tail);
        }
        events[tail++] = event;
    }

    /** The next event; an emptied list is reused from the start. */
    Event take() {
        Event event = events[head++];
        if (head == tail) {
            head = 0;
            tail = 0;
        }
        return event;
    }

    void clear() {
        head = 0;
        tail = 0;
    }
}
