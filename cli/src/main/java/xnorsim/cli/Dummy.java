package xnorsim.cli;
public final class Dummy {
    private Dummy() {}
}
