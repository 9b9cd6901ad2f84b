/** What customers write. */
export const notes = [
  "My left knee is swollen again after running.",
  "I may be two or three minutes late, my bus arrives at the full hour.",
  "Please use the quiet room if it is free.",
  "I had an MRI on Monday and will bring the pictures.",
  "The exercises helped a lot, thank you!",
  "I will bring my daughter, she can wait outside.",
  "Sitting for long is what hurts most.",
  "First time here. Do I need to bring anything?",
  "Shoulder is much better, let us look at the wrist.",
  "I cannot lie on my stomach.",
];

export const cancelReasons = [
  "I have caught a cold.",
  "I have to travel for work that week.",
  "My child is ill.",
  "It is much better already, thank you.",
  "I booked the wrong branch.",
];

export const moveReasons = ["A meeting was put on the same time.", "The later time suits me better.", "My train arrives later than I thought.", "I would rather come before work."];

export const declineReasons = ["We would like to see you for a first assessment before.", "We are at a training course that day."];

export const guestNames = ["partner", "assistant", "carer", "son", "daughter"];
