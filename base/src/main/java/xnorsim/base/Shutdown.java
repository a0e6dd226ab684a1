package xnorsim.base;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The end of the process, also by SIGINT, SIGTERM or SIGHUP: first registered work finishes, then temporary files are
 * removed. One hook does both, because Java runs several in no defined order.
 */
public final class Shutdown {
    private static final List<Runnable> FINISHING = new ArrayList<>();
    private static final ReadWriteLock END = new ReentrantReadWriteLock();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(Shutdown::end, "end of the process"));
    }

    private Shutdown() {}

    /** Work that still writes files when the process is asked to end; it returns once they are written. */
    public static synchronized void first(Runnable finishing) {
        FINISHING.add(finishing);
    }

    /**
     * Held while a file is created or renamed. Never released once temporary files are removed: a thread that then asks
     * for it waits for the end of the process instead of reporting missing files.
     */
    static Lock running() {
        return END.readLock();
    }

    private static synchronized List<Runnable> finishing() {
        return List.copyOf(FINISHING);
    }

    private static void end() {
        try {
            finishing().forEach(Runnable::run);
        } finally {
            END.writeLock().lock();
            PendingFile.removeAll();
        }
    }
}
