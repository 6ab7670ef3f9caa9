# Lockstep with mistakes made on purpose; scripts/test-lockstep builds and runs it.
$(BUILD)/lockstep-seeded: $(BUILD)/src/lockstep/t/seeded.o $(BUILD)/libdragoman.a
	$(CC) $(LDFLAGS) -o $@ $^ -lm
